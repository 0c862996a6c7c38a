import type { ItemInput } from '../../../nodes/ThreeCx/input/itemInput';

/** What one item brings along, from parameter values by name. */
export const itemInput = (parameters: Record<string, unknown>, rest: Partial<ItemInput> = {}): ItemInput => ({
	read: (name, fallback) => (name in parameters ? parameters[name] : fallback),
	json: {},
	timeZone: 'UTC',
	...rest,
});
