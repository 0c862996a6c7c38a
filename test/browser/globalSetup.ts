import setUpEndToEnd from '../e2e/globalSetup';
import { chromiumPath, NO_CHROMIUM } from './chromium';

/** Prepares n8n and the package, or says what is missing on this machine; the tests are skipped then. */
export default async function globalSetup(): Promise<void> {
	if (chromiumPath() !== undefined) await setUpEndToEnd();
	else process.stderr.write(`\nSkipped: the test of the editor ${NO_CHROMIUM}\n`);
}
