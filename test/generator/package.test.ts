import { mkdirSync, mkdtempSync, readdirSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { moduleOf } from '../../generator/package/startup';
import { removeUnreached } from '../../generator/package/unreached';

const folder = realpathSync(mkdtempSync(join(tmpdir(), 'threecx-package-')));

afterAll(() => {
	rmSync(folder, { recursive: true, force: true });
});

function write(name: string, code: string): string {
	const path = join(folder, name);
	writeFileSync(path, code);
	return path;
}

it('writes a module that returns the same data, whatever its texts hold, and a new copy each time', () => {
	const value = { text: `it's a "quote", a \\ and\na line`, list: [1, null, true] };
	const path = write('startup.js', moduleOf({ value: () => value }));
	const written = createRequire(path)(path) as { value: () => object };
	expect(written.value()).toEqual(value);
	expect(written.value()).not.toBe(written.value());
});

it('removes compiled code that nothing loads, and nothing else', () => {
	mkdirSync(join(folder, 'room'));
	const first = write('first.js', `"use strict"; const a = require("./room"); const later = () => require('./later');`);
	write('room/index.js', 'require("../first"); require("node:fs");');
	write('later.js', '');
	write('room/unused.js', 'require("./index");');
	write('room/icon.svg', '');
	rmSync(join(folder, 'startup.js'), { force: true });
	removeUnreached(folder, [first]);
	expect(readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort()).toEqual([
		'first.js',
		'later.js',
		'room',
		join('room', 'icon.svg'),
		join('room', 'index.js'),
	]);
});
