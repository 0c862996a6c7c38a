import { existsSync, linkSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { renameSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const STAMP = 'installed.json';
const HEARTBEAT_MS = 10_000;
const STALE_AFTER_MS = 120_000;

/** The per-user folder that all clones of this repository share. */
export function cacheFolder(): string {
	return join(userCacheFolder(), 'n8n-nodes-threecx');
}

function userCacheFolder(): string {
	if (process.env.XDG_CACHE_HOME) return process.env.XDG_CACHE_HOME;
	if (process.platform === 'darwin') return join(homedir(), 'Library', 'Caches');
	if (process.platform === 'win32') return process.env.LOCALAPPDATA ?? join(homedir(), 'AppData', 'Local');
	return join(homedir(), '.cache');
}

export interface Installation {
	folder: string;
	/** Shown while it runs. */
	title: string;
	/** Fills an empty folder and returns what the stamp file records; `next` announces another step. */
	install: (folder: string, next: (title: string) => void) => Promise<Record<string, string>>;
	/** Receives a progress line. */
	report: (line: string) => void;
}

/**
 * Installs once and for all clones. The work happens in a sibling folder that is renamed into place when it is
 * complete, so a half-finished installation is never seen. A lock keeps two processes from doing the same work
 * twice; were it ever to fail, the rename still lets exactly one of them win.
 */
export async function installOnce(installation: Installation): Promise<void> {
	const { folder, report } = installation;
	if (isComplete(folder)) return;
	mkdirSync(dirname(folder), { recursive: true });
	const lock = `${folder}.lock`;
	await withHeartbeat(
		(seconds) => report(`${installation.title}: another process is installing it, ${seconds} s`),
		async () => {
			while (!tryLock(lock) && !isComplete(folder)) await sleep(500);
		},
	);
	if (isComplete(folder)) { releaseIfOwn(lock); return; }

	const partial = `${folder}.partial-${process.pid}`;
	let title = installation.title;
	const next = (step: string): void => {
		title = step;
		report(step);
	};
	try {
		next(title);
		removeLeftovers(folder);
		mkdirSync(partial);
		const versions = await withHeartbeat(
			(seconds) => {
				if (existsSync(lock)) utimesSync(lock, new Date(), new Date());
				report(`${title}: ${seconds} s`);
			},
			async () => await installation.install(partial, next),
		);
		writeFileSync(join(partial, STAMP), JSON.stringify(versions, null, '\t'));
		moveIntoPlace(partial, folder);
	} finally {
		rmSync(partial, { recursive: true, force: true });
		releaseIfOwn(lock);
	}
}

/** Runs the work and tells the elapsed seconds again and again while it lasts. */
async function withHeartbeat<T>(beat: (seconds: number) => void, work: () => Promise<T>): Promise<T> {
	const started = Date.now();
	const timer = setInterval(() => beat(Math.round((Date.now() - started) / 1000)), HEARTBEAT_MS);
	try {
		return await work();
	} finally {
		clearInterval(timer);
	}
}

function isComplete(folder: string): boolean {
	return existsSync(join(folder, STAMP));
}

/** Atomic: a link appears with its content or not at all, and only one process can create it. */
function tryLock(lock: string): boolean {
	const own = `${lock}-${process.pid}`;
	writeFileSync(own, String(process.pid));
	try {
		linkSync(own, lock);
		return true;
	} catch (error) {
		if (!isErrno(error, 'EEXIST')) throw error;
		if (isStale(lock)) rmSync(lock, { force: true });
		return false;
	} finally {
		rmSync(own, { force: true });
	}
}

function isStale(lock: string): boolean {
	try {
		const silentFor = Date.now() - statSync(lock).mtimeMs;
		return silentFor > STALE_AFTER_MS || !isAlive(Number(readFileSync(lock, 'utf8')));
	} catch (error) {
		if (isErrno(error, 'ENOENT')) return false;
		throw error;
	}
}

function isAlive(pid: number): boolean {
	try {
		process.kill(pid, 0);
		return true;
	} catch (error) {
		// EPERM: it lives, but belongs to someone else.
		return isErrno(error, 'EPERM');
	}
}

function releaseIfOwn(lock: string): void {
	if (existsSync(lock) && Number(readFileSync(lock, 'utf8')) === process.pid) rmSync(lock);
}

/** Gigabytes may be left by an installation that was killed. */
function removeLeftovers(folder: string): void {
	for (const name of readdirSync(dirname(folder))) {
		if (!name.startsWith(`${basename(folder)}.partial-`)) continue;
		rmSync(join(dirname(folder), name), { recursive: true, force: true });
	}
}

function moveIntoPlace(partial: string, folder: string): void {
	if (isComplete(folder)) return;
	// Without a stamp it is not ours to keep.
	rmSync(folder, { recursive: true, force: true });
	renameSync(partial, folder);
}

function isErrno(error: unknown, code: string): boolean {
	return error instanceof Error && 'code' in error && error.code === code;
}
