import type { Locator, Page } from 'playwright-core';

/** What n8n marks for tests; only what is shown, because n8n keeps hidden copies of some parts. */
export function byTestId(within: Page | Locator, id: string): Locator {
	return within.locator(`[data-test-id="${id}"]:visible`);
}

/** Resolves once n8n has taken over what was typed: it waits for a pause, and this longer one of the tab's own clock. */
export async function afterTyping(page: Page): Promise<void> {
	await page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 400)));
}

/** The words in a part of the page, in one line. */
export async function wordsIn(part: Locator): Promise<string> {
	return (await part.innerText()).replace(/\s+/g, ' ').trim();
}

/** Resolves once a part of the page says something; otherwise the message tells what it says instead. */
export async function untilSays(part: Locator, words: string): Promise<void> {
	let said = '';
	await until(
		() => `it says "${words}"; it says "${said}"`,
		async () => (said = await wordsIn(part)).includes(words),
	);
}

/** Resolves once a condition holds that no locator can express. */
export async function until(what: string | (() => string), holds: () => Promise<boolean>, timeoutMs = 60_000): Promise<void> {
	const deadline = Date.now() + timeoutMs;
	while (!(await holds())) {
		if (Date.now() > deadline) {
			throw new Error(`Waited ${timeoutMs / 1000} s in vain until ${typeof what === 'string' ? what : what()}`);
		}
		await new Promise((resolve) => setTimeout(resolve, 100));
	}
}
