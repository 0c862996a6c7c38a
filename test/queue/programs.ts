import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { findProgram } from '../findProgram';

/** Where Debian keeps PostgreSQL: a folder for each version, none of them in PATH. */
const DEBIAN_POSTGRES = '/usr/lib/postgresql';

/** PostgreSQL does not run as root; these users have no rights that matter. */
const UNPRIVILEGED_USERS = ['postgres', 'nobody'];

/** A user by its numbers. */
export interface SystemUser {
	uid: number;
	gid: number;
}

function postgresFolders(): string[] {
	if (!existsSync(DEBIAN_POSTGRES)) return [];
	const versions = readdirSync(DEBIAN_POSTGRES).sort((one, other) => Number(other) - Number(one));
	return versions.map((version) => join(DEBIAN_POSTGRES, version, 'bin'));
}

/** The path of an installed program, or undefined. */
export function findServer(name: string): string | undefined {
	return findProgram(name, postgresFolders());
}

/** The user to run PostgreSQL as where this is root; undefined where it can run as who we are. */
export function postgresUser(): SystemUser | undefined {
	if (process.getuid?.() !== 0) return undefined;
	const name = UNPRIVILEGED_USERS.find(exists);
	if (name === undefined) throw new Error(`There is no user ${UNPRIVILEGED_USERS.join(' or ')} to run PostgreSQL as`);
	return { uid: idOf(name, '-u'), gid: idOf(name, '-g') };
}

function exists(user: string): boolean {
	try {
		idOf(user, '-u');
		return true;
	} catch {
		return false;
	}
}

function idOf(user: string, kind: '-u' | '-g'): number {
	return Number(execFileSync('id', [kind, user], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }));
}

/** The programs that queue mode needs and this machine lacks. */
export function missingPrograms(): string[] {
	const needed = ['redis-server', 'initdb', 'postgres'];
	// Changes to an unprivileged user.
	if (process.getuid?.() === 0) needed.push('setpriv');
	return needed.filter((name) => findServer(name) === undefined);
}
