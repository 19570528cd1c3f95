"use client";

import { Button, FieldError, Form, Input, Label, TextField } from "@heroui/react";
import { zodResolver } from "@hookform/resolvers/zod";
import { useForm } from "react-hook-form";
import * as z from "zod/mini";
import { useAccount } from "@/features/auth/use-account";

const schema = z.object({ email: z.email(), password: z.string() });

export function LoginForm() {
  const account = useAccount();
  const { register, handleSubmit } = useForm({ resolver: zodResolver(schema) });
  return (
    <Form onSubmit={handleSubmit(() => {})}>
      <TextField>
        <Label>Correo {account?.id}</Label>
        <Input {...register("email")} />
        <FieldError />
      </TextField>
      <Button type="submit">Entrar</Button>
    </Form>
  );
}
