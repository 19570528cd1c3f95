/** Leaves for another page by loading it anew, so that nothing of the person stays in memory. */
export const loadPage = (path: string) => window.location.replace(path);
