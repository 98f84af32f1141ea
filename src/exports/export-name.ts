/** Whether a file is called as exports are: `essays.analysis.csv`, `essays.analysis-2.json`, `essays.analysis.pages.zip`. */
export const isExportName = (name: string): boolean => /\.analysis(-\d+)?\.(?:pages\.zip|[a-z]+)$/.test(name);

/** Whether a file is called as exports in JSON are. */
export const isJsonExportName = (name: string): boolean => /\.analysis(-\d+)?\.json$/i.test(name);

/** The path that an export in JSON lies beside: that of `essays` for `essays.analysis-2.json`. A file of another name loses `.json` alone. */
export const sourceOfExport = (file: string): string => file.replace(/(\.analysis(-\d+)?)?\.json$/i, '');
