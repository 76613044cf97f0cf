package io.tidings.domain.testing;

/** The reference implementation keeps every contract. */
final class InMemoryStoresTest implements StoresContract {

    /** JUnit makes a new one for each test. */
    private final Stores stores = new InMemoryStores();

    @Override
    public Stores stores() {
        return stores;
    }
}
