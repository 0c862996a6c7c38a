/** Environment variable with the folder in which n8n's engine keeps its settings during a run of jest. */
export const FOLDER_VARIABLE = 'THREECX_ENGINE_FOLDER';
