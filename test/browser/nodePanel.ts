import type { Locator, Page } from 'playwright-core';
import { CredentialDialog } from './credentialDialog';
import { byTestId, until, wordsIn } from './page';
import { RecordList } from './recordList';

/** The mark in the output panel of a node that has run, well or not. */
const RESULT = '[data-test-id=node-run-status-success], [data-test-id=node-run-status-danger]';

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

	/** A parameter by its name. */
	parameter(name: string): Locator {
		return byTestId(this.page, `parameter-input-${name}`);
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
		await this.parameter(name).locator('input').first().click();
		await this.page.keyboard.type(label);
		await this.page.getByRole('option', { name: label, exact: true }).first().click();
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
	}

	/** The dialog in which the first credential is made. */
	async connect(): Promise<CredentialDialog> {
		await byTestId(this.page, 'node-credentials-slot').locator('button').first().click();
		const dialog = new CredentialDialog(this.page);
		await dialog.opened();
		return dialog;
	}

	/** Runs the nodes before this one, so that expressions show their values. */
	async executePrevious(): Promise<void> {
		await byTestId(this.page, 'execute-previous-node').click();
		await byTestId(this.page, 'ndv-input-panel').getByText(/\d+ items?/).first().waitFor();
		await this.untilIdle();
	}

	/** Runs the node and resolves when it is done, well or not. */
	async execute(): Promise<void> {
		await this.executeButton.click();
		await this.output.locator(RESULT).first().waitFor();
		await this.untilIdle();
	}

	private get executeButton(): Locator {
		return byTestId(this.page, 'node-execute-button').first();
	}

	private async untilIdle(): Promise<void> {
		await until('nothing runs', async () => (await this.executeButton.innerText()).includes('Execute step'));
		await this.output.getByText('Executing').waitFor({ state: 'hidden' });
	}

	/** What the output shows. */
	async outputWords(): Promise<string> {
		return await wordsIn(this.output);
	}

	/** Closes the panel. */
	async close(): Promise<void> {
		await byTestId(this.page, 'ndv-close-button').click();
	}
}
