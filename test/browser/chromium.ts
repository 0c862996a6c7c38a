import { chromium, type Browser } from 'playwright-core';
import { findProgram } from '../findProgram';

/** Names of the same browser on Debian, on Ubuntu, and as Google packs it. */
const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

/** The path of an installed Chromium, `CHROMIUM` before all others; undefined where there is none. */
export function chromiumPath(): string | undefined {
	return process.env.CHROMIUM ?? NAMES.map((name) => findProgram(name)).find((path) => path !== undefined);
}

/** What to tell who has no Chromium. */
export const NO_CHROMIUM =
	'needs Chromium, and this machine has none. On Debian: apt-get install chromium; elsewhere name a Chrome or Chromium in CHROMIUM';

/** Starts a headless browser. */
export async function launchChromium(): Promise<Browser> {
	const executablePath = chromiumPath();
	if (executablePath === undefined) throw new Error(`This ${NO_CHROMIUM}`);
	// Chromium's sandbox does not run as root, which containers often are.
	const args = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
	return await chromium.launch({ executablePath, args });
}
