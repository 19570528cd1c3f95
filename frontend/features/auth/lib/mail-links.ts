/** Where the links in Auth's mails lead. Auth must allow these addresses. */
const link = (path: string) => () => window.location.origin + path;

export const loginLink = link("/login");
export const resetLink = link("/reset-password");
