import { readSettings } from './settings';

describe('the command line', () => {
	it('chooses the documented release', () => {
		expect(readSettings(['--release', '20.0.7#2'])?.options.release).toBe('20.0.7#2');
		expect(readSettings([])?.options.release).toBeUndefined();
	});

	it.each([
		[['--release', '20.0.7#4'], "Not a documented release: '20.0.7#4'"],
		[['--port', '70000'], "Not a port: '70000'"],
		[['--etags', 'maybe'], "Not an ETag mode: 'maybe'"],
		[['--call-every', 'often'], "Not a number of seconds: 'often'"],
	])('refuses %j', (args, message) => {
		expect(() => readSettings(args)).toThrow(message);
	});

	it('starts nothing where only help is asked for', () => {
		expect(readSettings(['--help'])).toBeUndefined();
	});
});
