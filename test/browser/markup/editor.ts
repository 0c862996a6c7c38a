import { resolve, join } from 'node:path';
import type { Browser, CDPSession, Locator, Page } from 'playwright-core';
import type { N8nInstance } from '../../e2e/n8n/instance';
import { NodeCreator } from './nodeCreator';
import { NodePanel } from './nodePanel';
import { byTestId, until } from './page';

const SCREENSHOTS = resolve(__dirname, '../../../screenshots');

export interface Look {
	/** Default `light`. */
	theme?: 'light' | 'dark';
	/** Default: a laptop, 1400 x 900. */
	width?: number;
	height?: number;
}

/** What is asked of elements inside the tab; TypeScript knows Node.js here, not browsers. */
interface DomElement {
	innerText: string;
	offsetParent: unknown;
	value: string;
	querySelectorAll(selector: string): Iterable<DomElement>;
}

/** Runs in the tab: while something fades, both its old and its new words can be read. */
const STOP_ANIMATIONS = `document.addEventListener('DOMContentLoaded', () => {
	const style = document.createElement('style');
	style.textContent = '*, *::before, *::after { transition: none !important; animation: none !important; }';
	document.head.append(style);
});`;

/** n8n's editor in a browser tab: what a user sees and does there. Only the classes beside it know n8n's markup. */
export class Editor {
	private devTools?: CDPSession;

	private constructor(
		readonly page: Page,
		private readonly n8n: N8nInstance,
	) {}

	/** Opens a tab and signs in as the owner. */
	static async open(browser: Browser, n8n: N8nInstance, look: Look = {}): Promise<Editor> {
		const { theme = 'light', width = 1400, height = 900 } = look;
		const context = await browser.newContext({ viewport: { width, height }, colorScheme: theme });
		await context.addInitScript({ content: STOP_ANIMATIONS });
		const page = await context.newPage();
		// Long, because a busy machine may take its time; what is there sooner is not waited for.
		page.setDefaultTimeout(60_000);
		await page.goto(`${n8n.url}/signin`);
		await page.fill('input[type=email]', n8n.email);
		await page.fill('input[type=password]', n8n.password);
		await page.keyboard.press('Enter');
		await page.waitForURL(({ pathname }) => !pathname.includes('signin'));
		return new Editor(page, n8n);
	}

	/** Closes the tab. */
	async close(): Promise<void> {
		await this.page.context().close();
	}

	/** An empty canvas. */
	async newWorkflow(): Promise<void> {
		await this.page.goto(`${this.n8n.url}/workflow/new`);
		await byTestId(this.page, 'canvas-add-button').waitFor();
	}

	/** The canvas of a stored workflow. */
	async openWorkflow(id: string): Promise<void> {
		await this.page.goto(`${this.n8n.url}/workflow/${id}`);
		await this.nodes.first().waitFor();
	}

	/** Opens the panel of a node, as a link to it does. */
	async openNode(workflowId: string, nodeId: string): Promise<NodePanel> {
		await this.page.goto(`${this.n8n.url}/workflow/${workflowId}/${nodeId}`);
		return await this.openPanel();
	}

	/** Opens the panel of a node on the canvas, by its name. */
	async openNodeOnCanvas(name: string): Promise<NodePanel> {
		await this.nodes.filter({ hasText: name }).first().dblclick();
		const panel = new NodePanel(this.page);
		await panel.parameters.waitFor();
		return panel;
	}

	/** Runs the workflow on the canvas and resolves when it is done, well or not. */
	async runWorkflow(): Promise<void> {
		const begun = this.page.waitForResponse((response) => /\/rest\/workflows\/[^/]+\/run/.test(response.url()));
		await byTestId(this.page, 'execute-workflow-button').first().click();
		await begun;
		await this.page.locator('[data-test-id^="execute-workflow-button"][aria-busy=true]').waitFor({ state: 'detached' });
	}

	/** The panel that is open, or about to open. */
	async openPanel(): Promise<NodePanel> {
		const panel = new NodePanel(this.page);
		await panel.opened();
		return panel;
	}

	/** Opens the list of nodes at the right. */
	async openNodeCreator(): Promise<NodeCreator> {
		const creator = new NodeCreator(this.page);
		await creator.open();
		return creator;
	}

	/** Takes a picture for people, by default `screenshots/<name>.png` beside package.json. */
	async look(name: string, folder = SCREENSHOTS): Promise<void> {
		await this.page.screenshot({ path: join(folder, `${name}.png`), animations: 'disabled' });
	}

	/** The lines that can be read in the tab or in the form of the open panel, and what is filled in. */
	async words(where: 'form' | 'page'): Promise<string[]> {
		const part = where === 'form' ? new NodePanel(this.page).parameters : this.page.locator('body');
		const texts = await part.evaluate((element: DomElement) => [
			...element.innerText.split('\n'),
			...[...element.querySelectorAll('input, textarea')].filter(({ offsetParent }) => offsetParent !== null).map(({ value }) => value),
		]);
		return [...new Set(texts.map((text) => text.trim()))].filter((text) => text !== '');
	}

	/** Shows all nodes as large as the canvas allows. */
	async zoomToFit(): Promise<void> {
		await byTestId(this.page, 'zoom-to-fit').click();
	}

	/** Shows everything on the canvas a step smaller. */
	async zoomOut(): Promise<void> {
		await byTestId(this.page, 'zoom-out-button').click();
	}

	/** Resolves when n8n has had a second for what it does after loading. */
	async settled(): Promise<void> {
		await this.page.waitForLoadState('networkidle');
		await this.page.waitForTimeout(1000);
	}

	/** Milliseconds of processor time that the tab took since this was asked first: scripts, layout and painting. */
	async busyMs(): Promise<number> {
		const { metrics } = await (await this.openDevTools()).send('Performance.getMetrics');
		return 1000 * (metrics.find(({ name }) => name === 'TaskDuration')?.value ?? Number.NaN);
	}

	/** Frees what earlier pages left, so that it is not freed while something is measured. */
	async collectGarbage(): Promise<void> {
		await (await this.openDevTools()).send('HeapProfiler.collectGarbage');
	}

	private async openDevTools(): Promise<CDPSession> {
		if (this.devTools === undefined) {
			this.devTools = await this.page.context().newCDPSession(this.page);
			// Not the time on the clock, in which other processes may run.
			await this.devTools.send('Performance.enable', { timeDomain: 'threadTicks' });
		}
		return this.devTools;
	}

	/** Resolves when the notices in the corner have gone, as they do by themselves. */
	async noticesGone(): Promise<void> {
		const notices = this.page.locator('.el-notification:visible');
		await until('no notice is shown', async () => (await notices.count()) === 0);
	}

	/** The nodes on the canvas. */
	get nodes(): Locator {
		return byTestId(this.page, 'canvas-node');
	}
}
