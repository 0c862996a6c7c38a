import type { Locator, Page } from 'playwright-core';
import { byTestId, until } from './page';

/** The list of nodes at the right of the canvas. */
export class NodeCreator {
	constructor(private readonly page: Page) {}

	private get search() {
		return byTestId(this.page, 'node-creator-search-bar');
	}

	private overview = '';

	/** Opens it; n8n ignores the button while the canvas still moves. */
	async open(): Promise<void> {
		while (!(await this.search.isVisible())) {
			await byTestId(this.page, 'node-creator-plus-button').click();
			await this.search.waitFor({ timeout: 2000 }).catch(() => undefined);
		}
		const names = byTestId(this.page, 'node-creator-item-name');
		await names.first().waitFor();
		this.overview = (await names.allInnerTexts()).join();
	}

	/** The names of the nodes that a search finds. */
	async find(text: string): Promise<string[]> {
		const names = byTestId(this.page, 'node-creator-item-name');
		const shown = async () => (await names.allInnerTexts()).join();
		// From the overview each time: two searches may find the same.
		await this.search.fill('');
		await until('the overview is shown', async () => (await shown()) === this.overview);
		await this.search.fill(text);
		await until('the search has results', async () => (await shown()) !== this.overview);
		return await names.allInnerTexts();
	}

	/** Opens the actions of a node. */
	async openActions(node: string): Promise<void> {
		await this.search.fill(node);
		await byTestId(this.page, 'node-creator-item-name').getByText(node, { exact: true }).click();
	}

	/** Adds a node by its name. */
	async add(node: string): Promise<void> {
		await this.search.fill(node);
		await byTestId(this.page, 'node-creator-item-name').getByText(node, { exact: true }).click();
	}

	/** Adds the opened node with an action, behind a trigger: only then the actions are not folded away. */
	async addAction(action: string): Promise<void> {
		await this.actionItem(action).first().click();
	}

	private actionItem(action: string): Locator {
		return this.page.locator('[draggable]:visible', { hasText: new RegExp(`^\\s*${action}\\s*$`) });
	}

	/** Drags an action of the opened node onto the canvas. On an empty canvas n8n shows triggers and folds actions away. */
	async dragToCanvas(action: string): Promise<void> {
		const item = this.actionItem(action);
		const actions = this.page.getByText(/^\s*Actions \(\d+\)\s*$/);
		await actions.waitFor();
		if ((await item.count()) === 0) await actions.click();
		await item.first().scrollIntoViewIfNeeded();
		const canvas = byTestId(this.page, 'canvas-wrapper');
		await item.first().dragTo(canvas, { targetPosition: { x: 600, y: 300 } });
	}
}
