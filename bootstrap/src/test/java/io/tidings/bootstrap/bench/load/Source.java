package io.tidings.bootstrap.bench.load;

/** What a load asks, request by request; asked by one thread. */
public interface Source {

    /** The next request; null where none may be made at this moment. */
    byte[] next();

    /** Whether there will be none any more. */
    boolean exhausted();

    /** These in turn, without end. */
    static Source around(byte[]... requests) {
        return new Source() {

            private int at;

            @Override
            public byte[] next() {
                at = at + 1 == requests.length ? 0 : at + 1;
                return requests[at];
            }

            @Override
            public boolean exhausted() {
                return false;
            }
        };
    }

    /** Each of them once, from one on, so many. */
    static Source each(java.util.List<byte[]> requests, int from, int count) {
        return new Source() {

            private int at = from;

            @Override
            public byte[] next() {
                return exhausted() ? null : requests.get(at++);
            }

            @Override
            public boolean exhausted() {
                return at == from + count;
            }
        };
    }
}
