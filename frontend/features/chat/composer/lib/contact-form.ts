import * as z from "zod/mini";

/** A contact card as it is typed in; the phone becomes its digits. */
export const contactForm = z.object({
  fullName: z.string().check(z.trim(), z.minLength(1), z.maxLength(200)),
  phoneNumber: z.pipe(
    z.pipe(z.string(), z.transform((text: string) => text.replace(/[\s().+-]/g, ""))),
    z.string().check(z.regex(/^\d{8,15}$/)),
  ),
  organization: z.string().check(z.trim(), z.maxLength(200)),
});
