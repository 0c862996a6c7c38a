import type { ILoadOptionsFunctions } from 'n8n-workflow';
import { findOperation } from '../catalog';
import type { Operation } from '../catalog/types';
import { asText } from '../input/asText';

/** The operation chosen in the editor at the moment, or undefined where none is. */
export function currentOperation(context: ILoadOptionsFunctions): Operation | undefined {
	return findOperation(
		asText(context.getCurrentNodeParameter('resource')),
		asText(context.getCurrentNodeParameter('operation')),
	);
}
