import type { Locator, Page } from 'playwright-core';

/** What n8n marks for tests; only what is shown, because n8n keeps hidden copies of some parts. */
export function byTestId(within: Page | Locator, id: string): Locator {
	return within.locator(`[data-test-id="${id}"]:visible`);
}

/** The words in a part of the page, in one line. */
export async function wordsIn(part: Locator): Promise<string> {
	return (await part.innerText()).replace(/\s+/g, ' ').trim();
}

/** Resolves once a condition holds that no locator can express. */
export async function until(what: string, holds: () => Promise<boolean>, timeoutMs = 20_000): Promise<void> {
	const deadline = Date.now() + timeoutMs;
	while (!(await holds())) {
		if (Date.now() > deadline) throw new Error(`Waited ${timeoutMs / 1000} s in vain until ${what}`);
		await new Promise((resolve) => setTimeout(resolve, 100));
	}
}
