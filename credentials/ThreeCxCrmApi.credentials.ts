import type { ICredentialType, Icon, INodeProperties } from 'n8n-workflow';

/** The secret that a 3CX PBX sends with everything its CRM integration posts to n8n. It is no access to the PBX. */
export class ThreeCxCrmApi implements ICredentialType {
	name = 'threeCxCrmApi';

	displayName = '3CX CRM API';

	icon: Icon = { light: 'file:../nodes/ThreeCx/threeCx.svg', dark: 'file:../nodes/ThreeCx/threeCx.dark.svg' };

	documentationUrl = 'https://github.com/n8n-nodes-threecx/n8n-nodes-threecx/blob/main/docs/crm-trigger.md';

	properties: INodeProperties[] = [
		{
			displayName: 'Secret',
			name: 'secret',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			required: true,
			description:
				'At least 20 random letters and digits. You make it up: the 3CX operation "Generate CRM Template" writes it into the ' +
				'template, and 3CX CRM Trigger accepts only requests that carry it.',
		},
	];
}
