import { NodeHelpers, type INodeParameters, type INodeProperties } from 'n8n-workflow';
import type { Operation } from '../../../../nodes/ThreeCx/catalog/types';
import { ThreeCx } from '../../../../nodes/ThreeCx/ThreeCx.node';

export const node = new ThreeCx();
export const { description } = node;

const isShown = (stored: INodeParameters, property: INodeProperties) =>
	NodeHelpers.displayParameter(stored, property, { typeVersion: 1 }, description);

/**
 * The parameters a person sees for what is stored, in order. As the editor does, what is shown is stored with its
 * default, and what was stored for an operation before stays.
 */
export function shownFor(
	{ resource, operation }: Pick<Operation, 'resource' | 'operation'>,
	stored: INodeParameters = {},
): INodeProperties[] {
	Object.assign(stored, { resource, operation });
	return description.properties.filter((property) => {
		if (!isShown(stored, property)) return false;
		if (!(property.name in stored)) stored[property.name] = property.default;
		return true;
	});
}

/** What of the Options collection a person can add. */
export function optionsFor({ resource, operation }: Operation, stored: INodeParameters = {}): string[] {
	const root: INodeParameters = { ...stored, resource, operation };
	const options = (description.properties.find(({ name }) => name === 'options')?.options ?? []) as INodeProperties[];
	return options
		.filter((option) => NodeHelpers.displayParameter({}, option, { typeVersion: 1 }, description, root))
		.map(({ name }) => name);
}
