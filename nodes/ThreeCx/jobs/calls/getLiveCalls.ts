import { jsonItems } from '../../response/items';
import { JobRun } from '../common/jobRun';
import { optionalText, requiredText } from '../common/parameters';
import type { Job } from '../types';
import { callJson, readAllMonitored, readExtension } from './monitored';

/** The calls that are going on at the monitored extensions, or at one of them: one item for each extension in a call. */
export const getLiveCalls: Job = async (connection, { read }) => {
	const extension = optionalText(read, 'monitored', 'Extension');
	const run = new JobRun(connection);
	const entries = extension === '' ? await readAllMonitored(run) : [await readExtension(run, extension)];
	return jsonItems(entries.flatMap(({ participants }) => participants.map(callJson)));
};

/** The phones and apps that are registered for a monitored extension: one item each. */
export const getDevices: Job = async (connection, { read }) => {
	const extension = requiredText(read, 'monitored', 'Extension');
	const { devices } = await readExtension(new JobRun(connection), extension);
	return jsonItems(devices.map(({ id, userAgent }) => ({ extension, deviceId: id, userAgent })));
};
