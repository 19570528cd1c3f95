import { zodResolver } from "@hookform/resolvers/zod";
import { forgotSchema, loginSchema, registerSchema, resetSchema } from "@/features/auth/lib/schemas";

export const login = zodResolver(loginSchema);
export const register = zodResolver(registerSchema);
export const forgot = zodResolver(forgotSchema);
export const reset = zodResolver(resetSchema);
