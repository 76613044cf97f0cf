/** The apps and the one that is looked at, for all of the console. */
import { api } from "./api.js";

const LAST = "tidings.app";

class Apps extends EventTarget {
    all = undefined;

    /** Asks the server for them. @throws ApiError */
    async load() {
        this.all = (await api.get("/v1/apps")).apps;
        this.dispatchEvent(new Event("change"));
        return this.all;
    }

    /** @returns the app with its secret, which is told only now */
    async create(name) {
        const made = await api.post("/v1/apps", { name });
        await this.load();
        return made;
    }

    find(id) {
        return this.all?.find(app => app.appId === id);
    }

    /** The one that was looked at last; undefined when there are none. */
    get last() {
        return this.find(localStorage.getItem(LAST)) ?? this.all?.[0];
    }

    remember(id) {
        localStorage.setItem(LAST, id);
    }
}

export const apps = new Apps();
