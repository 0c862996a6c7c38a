'use strict';
/*
 * Runs one command for a parent that may die at any moment, and sees to it that nothing survives the parent:
 * when the parent closes our stdin (on purpose, by Ctrl-C, a crash or SIGKILL), the command's whole process tree
 * is ended and the given folders are removed. Signal handlers in the parent could not promise that, and inside
 * jest `process.on('exit')` never fires. Plain JavaScript, so that any Node can run it without a compiler.
 *
 * node guard.js '{ command?, args?, cwd?, output?, remove? }'   (without a command it only guards the folders)
 */
const { spawn, spawnSync } = require('node:child_process');
const { appendFileSync, openSync, rmSync } = require('node:fs');
const { constants } = require('node:os');

const TERMINATION_GRACE_MS = 5000;
const { command, args = [], cwd, output, remove = [] } = JSON.parse(process.argv[2] ?? '{}');
const isWindows = process.platform === 'win32';
let child;
let ending = false;

function signalTree(signal) {
	if (child?.pid === undefined) return;
	if (isWindows) {
		spawnSync('taskkill', ['/pid', String(child.pid), '/t', '/f'], { windowsHide: true });
		return;
	}
	try {
		process.kill(-child.pid, signal);
	} catch (error) {
		if (error.code !== 'ESRCH') throw error;
	}
}

function leave(code) {
	signalTree('SIGKILL');
	for (const folder of ending ? remove : []) {
		rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 });
	}
	process.exit(code);
}

function end() {
	if (ending) return;
	ending = true;
	if (!child || child.exitCode !== null || child.signalCode !== null) return leave(0);
	signalTree('SIGTERM');
	setTimeout(() => leave(0), TERMINATION_GRACE_MS);
}

// Anything the parent says means: end it now, without a chance to put its things in order.
process.stdin.on('end', end).on('error', end).on('data', () => leave(128 + constants.signals.SIGKILL));
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, end);

if (command) {
	const sink = output ? openSync(output, 'a') : 'ignore';
	// Its own process group, so that one signal reaches every process it starts.
	child = spawn(command, args, { cwd, stdio: ['ignore', sink, sink], detached: !isWindows, windowsHide: true });
	child.on('error', (error) => {
		if (output) appendFileSync(output, `${error.message}\n`);
		leave(127);
	});
	// As a shell reports it: 128 and the number of the signal that ended the command.
	child.on('exit', (code, signal) => leave(code ?? 128 + constants.signals[signal]));
}
