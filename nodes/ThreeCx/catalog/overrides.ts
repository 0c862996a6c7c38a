import type { OperationTexts, ParameterTexts, ResourceTexts } from './types';

/** Words for each resource value. */
export const resourceTexts: Record<string, ResourceTexts> = {
	phoneLogo: { name: 'Phone Logo', plural: 'Phone Logos', titleProperty: 'DisplayName' },
};

/** What is special about single operations, by `resource.operation`. */
export const operationTexts: Record<string, OperationTexts> = {
	'phoneLogo.delete': { description: 'Delete the file of a custom phone logo from the PBX' },
	'phoneLogo.deleteUnused': {
		name: 'Delete Unused Phone Logos',
		action: 'Delete unused phone logos',
		description: 'Delete the phone logos that no phone and no custom template refers to',
	},
	'phoneLogo.getAll': { description: 'List the custom phone logos stored on the PBX' },
	'phoneLogo.getUnused': {
		name: 'Get Unused Phone Logos',
		action: 'Get unused phone logos',
		description: 'Find the phone logos that no phone and no custom template refers to',
	},
};

/** How path parameters appear in the editor, by `resource.ParameterName`. */
export const parameterTexts: Record<string, ParameterTexts> = {
	'phoneLogo.Filename': {
		name: 'filename',
		displayName: 'Filename',
		description: 'The phone logo file to delete',
		placeholder: 'e.g. brand-2024-logo.png',
	},
};
