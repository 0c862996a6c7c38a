import type { Page } from 'playwright-core';
import { byTestId, until } from './page';

/** The list that opens under a record to choose, such as Filename. */
export class RecordList {
	constructor(private readonly page: Page) {}

	private get items() {
		return byTestId(this.page, 'rlc-item');
	}

	/** The names in the list, in its order. */
	async names(): Promise<string[]> {
		return (await this.items.allInnerTexts()).map((name) => name.trim());
	}

	async untilShown(name: string): Promise<void> {
		await this.items.getByText(name, { exact: true }).first().waitFor();
	}

	/** Scrolls to the end again and again, which loads page after page. */
	async scrollUntilShown(name: string): Promise<void> {
		await until(`the list shows ${name}`, async () => {
			await this.items.last().scrollIntoViewIfNeeded();
			return (await this.names()).includes(name);
		});
		await this.items.getByText(name, { exact: true }).first().scrollIntoViewIfNeeded();
	}

	/** Types into the search box. */
	async search(text: string): Promise<void> {
		await byTestId(this.page, 'rlc-search').locator('input').or(this.page.locator('input[data-test-id="rlc-search"]')).fill(text);
	}

	/** Chooses a record, which closes the list. */
	async pick(name: string): Promise<void> {
		await this.items.getByText(name, { exact: true }).first().click();
	}
}
