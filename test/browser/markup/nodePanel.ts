import { readFile } from 'node:fs/promises';
import type { Locator, Page } from 'playwright-core';
import { CredentialDialog } from './credentialDialog';
import { afterTyping, byTestId, untilSays } from './page';
import { RecordList } from './recordList';

/** The mark in the output panel of a node that has run, well or not. */
const RESULT = '[data-test-id=node-run-status-success], [data-test-id=node-run-status-danger]';

/** What is asked of elements inside the tab; TypeScript knows Node.js here, not browsers. */
interface DomElement {
	children: { length: number };
	scrollWidth: number;
	clientWidth: number;
	innerText?: string;
	value?: string;
	querySelectorAll(selector: string): Iterable<DomElement>;
}

/** The panel of one node: input, parameters, output. */
export class NodePanel {
	constructor(private readonly page: Page) {}

	/** Resolves once its parameters are shown. */
	async opened(): Promise<void> {
		await byTestId(this.page, 'node-parameters').waitFor();
		await this.parameter('operation').waitFor();
	}

	/** Everything about the node's parameters. */
	get parameters(): Locator {
		return byTestId(this.page, 'node-parameters');
	}

	get output(): Locator {
		return byTestId(this.page, 'output-panel');
	}

	/** Texts among the parameters, and chosen or suggested values, of which a part is cut off. */
	async clippedTexts(): Promise<string[]> {
		return await this.parameters.evaluate((panel: DomElement) =>
			[...panel.querySelectorAll('*')]
				// What holds other elements may overflow by an icon of n8n; words stand in the innermost ones.
				.filter(({ children, scrollWidth, clientWidth }) => children.length === 0 && clientWidth > 0 && scrollWidth > clientWidth + 1)
				.map(({ value, innerText }) => (value ?? innerText ?? '').trim())
				.filter((text) => text !== ''),
		);
	}

	/** The address of the icon beside the name. */
	async icon(): Promise<string> {
		return (await byTestId(this.page, 'ndv').locator('img').first().getAttribute('src')) ?? '';
	}

	/** A parameter by its name. */
	parameter(name: string): Locator {
		return byTestId(this.page, `parameter-input-${name}`);
	}

	/** A parameter with its label, hint and what n8n offers beside it. */
	item(name: string): Locator {
		return byTestId(this.page, 'parameter-item').filter({ has: this.parameter(name) }).last();
	}

	/** Resolves once these parameters are shown. */
	async shows(names: readonly string[]): Promise<void> {
		for (const name of names) await this.parameter(name).first().waitFor();
	}

	/** Resolves once none of these parameters is shown: n8n takes a moment to remove what was there before. */
	async omits(names: readonly string[]): Promise<void> {
		for (const name of names) await this.parameter(name).first().waitFor({ state: 'detached' });
	}

	/** Resolves once some words stand among the parameters. */
	async says(words: string): Promise<void> {
		await untilSays(this.parameters, words);
	}

	/** Resolves once some words don't stand among the parameters any more. */
	async hides(words: string): Promise<void> {
		await this.parameters.getByText(words).waitFor({ state: 'hidden' });
	}

	/** The input of a text or number. */
	input(name: string): Locator {
		return this.parameter(name).locator('input, textarea').first();
	}

	/** What a dropdown shows as chosen. */
	async chosen(name: string): Promise<string> {
		return await this.input(name).inputValue();
	}

	/** Chooses from a dropdown by typing into it, as one does where there are many. */
	async choose(name: string, label: string): Promise<void> {
		await (await this.offer(name, label)).click();
	}

	/** The offer to click, once it has been found by typing into a dropdown. */
	async offer(name: string, label: string): Promise<Locator> {
		await this.search(name, label);
		// By its own line: an option may have a description below its name.
		const offer = this.page.getByRole('option').filter({ has: this.page.getByText(label, { exact: true }) }).first();
		await offer.waitFor();
		return offer;
	}

	/** Opens a dropdown and types into it; resolves when it shows what has the text, in a name or description. */
	async search(name: string, text: string): Promise<void> {
		await this.parameter(name).locator('input').first().click();
		await this.page.keyboard.type(text);
		await this.page.getByRole('option').filter({ hasText: text, visible: true }).first().waitFor();
	}

	/** Fills a text, number or date. */
	async fill(name: string, value: string): Promise<void> {
		await this.input(name).fill(value);
		// A date is taken over with Enter. A focused text shows a tip, which lies over what is below.
		await this.page.keyboard.press('Enter');
		await this.input(name).blur();
		await afterTyping(this.page);
	}

	/** Adds one of the options. */
	async addOption(label: string): Promise<void> {
		const inN8n1 = this.parameters.locator('input[placeholder="Add option"]:visible');
		await byTestId(this.page, 'collection-parameter-add').or(inN8n1).first().click();
		await this.page.getByRole('option', { name: label, exact: true }).click();
	}

	/** Adds one of the fields to send. */
	async addField(label: string): Promise<void> {
		await byTestId(this.page, 'add-fields-select').locator('button, input').first().click();
		const inN8n1 = this.page.getByRole('option', { name: label, exact: true });
		await this.page.getByRole('menuitem', { name: label, exact: true }).or(inN8n1).first().click();
	}

	/** Opens the list of a record, such as Filename. */
	async openList(name: string): Promise<RecordList> {
		await byTestId(this.parameter(name), 'rlc-input').click();
		return new RecordList(this.page);
	}

	/** Switches a parameter to an expression and writes it. */
	async express(name: string, expression: string): Promise<void> {
		await this.parameter(name).hover();
		await byTestId(this.page, `${name}-parameter-input-options-container`).getByText('Expression').click();
		const editor = this.parameter(name).locator('[contenteditable=true]').first();
		await editor.fill(expression);
		await afterTyping(this.page);
	}

	/** In a node that is an agent's tool: leaves a parameter to the model. */
	async letModelDefine(name: string): Promise<void> {
		await this.parameter(name).hover();
		await byTestId(this.item(name), 'from-ai-override-button').first().click();
		await byTestId(this.page, 'fromAI-override-field').first().waitFor();
	}

	/** The dialog in which the first credential is made. */
	async connect(): Promise<CredentialDialog> {
		const inN8n1 = byTestId(this.page, 'node-credentials-select');
		await byTestId(this.page, 'node-credentials-slot').locator('button').or(inN8n1).first().click();
		if (await inN8n1.isVisible()) await byTestId(this.page, 'node-credentials-select-item-new').click();
		const dialog = new CredentialDialog(this.page);
		await dialog.opened();
		return dialog;
	}

	/** Runs the nodes before this one, so that expressions show their values. */
	async executePrevious(): Promise<void> {
		await this.run(byTestId(this.page, 'execute-previous-node'));
		await byTestId(this.page, 'ndv-input-panel').getByText(/\d+ items?/).first().waitFor();
	}

	/** Runs the node and resolves when it is done, well or not. */
	async execute(): Promise<void> {
		await this.run(this.executeButton);
		await this.output.locator(RESULT).first().waitFor();
	}

	private get executeButton(): Locator {
		return byTestId(this.page, 'node-execute-button').first();
	}

	private async run(button: Locator): Promise<void> {
		const begun = this.page.waitForResponse((response) => /\/rest\/workflows\/[^/]+\/run/.test(response.url()));
		await button.click();
		await begun;
		// Until the run is over the button turns, and n8n ignores it.
		await this.page.locator('[data-test-id="node-execute-button"][aria-busy=true]').waitFor({ state: 'detached' });
	}

	/** Resolves once the output says something. */
	async outputSays(words: string): Promise<void> {
		await untilSays(this.output, words);
	}

	/** Shows the output another way. */
	async viewOutput(view: 'Schema' | 'Table' | 'JSON'): Promise<void> {
		await this.output.getByRole('radio', { name: view }).click();
	}

	/** Saves the file of the first item; resolves with its name and content. */
	async downloadOutput(): Promise<{ name: string; content: Buffer }> {
		const saving = this.page.waitForEvent('download');
		await byTestId(this.output, 'ndv-download-binary-data').click();
		const file = await saving;
		return { name: file.suggestedFilename(), content: await readFile(await file.path()) };
	}

	/** Resolves once an expression shows a value. */
	async previewSays(name: string, value: string): Promise<void> {
		await untilSays(this.item(name), value);
	}

	/** Closes the panel. */
	async close(): Promise<void> {
		const inN8n1 = byTestId(this.page, 'back-to-canvas');
		await byTestId(this.page, 'ndv-close-button').or(inN8n1).click();
	}
}
