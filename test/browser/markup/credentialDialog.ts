import type { Locator, Page } from 'playwright-core';
import { afterTyping, byTestId, wordsIn } from './page';

/** The dialog of a credential. */
export class CredentialDialog {
	constructor(private readonly page: Page) {}

	private get dialog() {
		return byTestId(this.page, 'editCredential-modal');
	}

	/** Resolves once its fields are shown. */
	async opened(): Promise<void> {
		await byTestId(this.dialog, 'credential-connection-parameter').first().waitFor();
	}

	/** Fills text fields by their names. */
	async fill(fields: Record<string, string>): Promise<void> {
		for (const [name, value] of Object.entries(fields)) {
			await byTestId(this.dialog, `parameter-input-${name}`).locator('input').fill(value);
		}
		await afterTyping(this.page);
	}

	/** Saves, which also tests; resolves with what the test says, in full. */
	async save(): Promise<string> {
		return await this.verdict(byTestId(this.dialog, 'credential-save-button'));
	}

	/** Tests again without a change. */
	async retry(): Promise<string> {
		return await this.verdict(this.dialog.getByRole('button', { name: 'Retry' }));
	}

	/** Chooses another of the node's credential types for a new credential. */
	async chooseType(from: string, to: string): Promise<void> {
		await this.dialog.getByText(from, { exact: true }).first().click();
		await this.page.getByText(to, { exact: true }).first().click();
		await this.dialog.getByText('OAuth Redirect URL').waitFor();
	}

	/** Connects an account: signs in with a name in the window that opens; resolves once n8n has taken it and closed the window. */
	async signIn(login: string): Promise<void> {
		const opening = this.page.waitForEvent('popup');
		// n8n 1.x says the longer words.
		await this.dialog.getByRole('button', { name: /^Connect( my account)?$/ }).click();
		const window = await opening;
		await window.fill('input[name=login]', login);
		await window.fill('input[name=password]', 'any');
		await window.getByRole('button', { name: 'Sign-in' }).click();
		const closing = window.waitForEvent('close');
		await window.getByRole('button', { name: 'Continue' }).click();
		await closing;
	}

	private async verdict(button: Locator): Promise<string> {
		const tested = this.page.waitForResponse((response) => response.url().endsWith('/rest/credentials/test'));
		await button.click();
		await tested;
		// What is typed before all is done, n8n takes for saved. While one message gives way to another, two buttons are busy.
		await this.dialog.locator('[aria-busy=true]').first().waitFor({ state: 'detached' });
		// Content with a new credential, n8n closes the dialog and says so in a corner.
		const words = this.dialog.locator('.el-tag:visible').or(this.page.locator('.el-notification:visible'));
		const banner = words.first();
		await banner.waitFor();
		const details = banner.getByText('More details');
		if (await details.isVisible()) await details.click();
		return await wordsIn(banner);
	}

	/** Closes it, unless n8n has. */
	async close(): Promise<void> {
		if (await this.dialog.isVisible()) await this.page.keyboard.press('Escape');
		await this.dialog.waitFor({ state: 'hidden' });
	}
}
