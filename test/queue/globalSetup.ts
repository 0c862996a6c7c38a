import setUpEndToEnd from '../e2e/globalSetup';
import { missingPrograms } from './programs';

/** Prepares n8n and the package, or says what is missing on this machine; the tests are skipped then. */
export default async function globalSetup(): Promise<void> {
	const missing = missingPrograms();
	if (missing.length === 0) await setUpEndToEnd();
	else {
		process.stderr.write(
			`\nSkipped: queue mode needs Redis and PostgreSQL, and this machine has no ${missing.join(', ')}. ` +
				'On Debian and Ubuntu: apt-get install redis-server postgresql\n',
		);
	}
}
