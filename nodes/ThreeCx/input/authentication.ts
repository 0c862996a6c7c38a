import type { INode } from 'n8n-workflow';

/** How a node signs in at the PBX: with the key of an API client, or as a user who signed in. */
export type Authentication = 'apiKey' | 'oAuth2';

/** What the node's parameter "Authentication" says. Triggers, and workflows older than the parameter, use an API key. */
export const authenticationOf = ({ parameters }: INode): Authentication =>
	parameters.authentication === 'oAuth2' ? 'oAuth2' : 'apiKey';
