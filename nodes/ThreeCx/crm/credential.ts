/** The credential type that holds the secret of CRM templates. */
export const CRM_CREDENTIAL = 'threeCxCrmApi';
