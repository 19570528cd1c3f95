import axios, { type AxiosInstance, type AxiosRequestConfig, type InternalAxiosRequestConfig, isAxiosError } from "axios";
import { ApiError, NETWORK, toApiError } from "@/lib/api/errors";
import { settings } from "@/lib/env";
import { accessToken, auth, renewToken } from "@/lib/supabase";

/** How long a request may take, in milliseconds. */
const LIMIT = 20_000;

let instance: AxiosInstance | undefined;

/** The one Axios instance. It signs requests with the person's token and turns failures into ApiError. */
export function http(): AxiosInstance {
  if (instance) return instance;
  instance = axios.create({ baseURL: settings().apiUrl, timeout: LIMIT });
  instance.interceptors.request.use(async (config: Signed) => {
    config.token ??= await accessToken();
    if (config.token) config.headers.set("Authorization", `Bearer ${config.token}`);
    config.headers.set("Accept-Language", document.documentElement.lang);
    return config;
  });
  instance.interceptors.response.use(undefined, onFailure);
  return instance;
}

/** A request, with the token that it carries. */
type Signed = InternalAxiosRequestConfig & { token?: string | null; repeated?: boolean };

/** Repeats once what was refused for its token. If a new token is refused too, nobody is signed in here. */
async function onFailure(error: unknown) {
  if (!isAxiosError(error) || error.response?.status !== 401 || !error.config) throw toApiError(error);
  const request: Signed = error.config;
  if (request.repeated) {
    await auth().signOut({ scope: "local" });
    throw toApiError(error);
  }
  const token = await renewToken(request.token ?? null).catch(() => {
    throw new ApiError(NETWORK, "", 0);
  });
  if (token === null) throw toApiError(error);
  return http().request({ ...request, token, repeated: true } as Signed);
}

type Options = Pick<AxiosRequestConfig, "signal" | "params" | "headers" | "onUploadProgress" | "timeout">;

/** The envelope's `data`. */
export async function getData<T>(path: string, options?: Options): Promise<T> {
  return (await http().get<{ data: T }>(path, options)).data.data;
}

export type Page<T> = { data: T[]; nextCursor: string | null };

/** A page of a list that goes on at `nextCursor`. */
export async function getPage<T>(path: string, options?: Options): Promise<Page<T>> {
  const { data, nextCursor } = (await http().get<Page<T>>(path, options)).data;
  return { data, nextCursor };
}

/** Asks for a change and gives the envelope's `data`. */
export async function change<T>(
  method: "post" | "put" | "patch" | "delete",
  path: string,
  body?: unknown,
  options?: Options,
): Promise<T> {
  const answer = await http().request<{ data: T }>({ ...options, method, url: path, data: body });
  return answer.data?.data;
}
