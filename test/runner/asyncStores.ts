import asyncHooks, { AsyncLocalStorage } from 'node:async_hooks';

const stores = new Set<AsyncLocalStorage<unknown>>();

// Modules that are loaded from here on take this one.
asyncHooks.AsyncLocalStorage = class<T> extends AsyncLocalStorage<T> {
	constructor() {
		super();
		stores.add(this);
	}
};

/**
 * Ends what was stored. jest makes a store for each test file and leaves it, and until it is ended, every promise of every
 * later file takes longer.
 */
export function endAsyncStores(): void {
	for (const store of stores) store.disable();
	stores.clear();
}
