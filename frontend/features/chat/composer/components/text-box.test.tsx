import { createEvent, fireEvent, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { type ComponentProps, useRef, useState } from "react";
import { afterEach, describe, expect, it, vi } from "vitest";
import { TextBox } from "@/features/chat/composer/components/text-box";
import { defaultPreferences, usePreferences } from "@/lib/preferences";
import { renderApp } from "@/test/render";

afterEach(() => usePreferences.setState(defaultPreferences));

const people = [
  { address: "5218122107758@c.us", phoneNumber: "5218122107758", name: "Sofía Treviño", role: "member" as const },
  { address: "777@lid", phoneNumber: null, name: "Andrés", role: "admin" as const },
];

function Box({ initial, ...props }: Partial<ComponentProps<typeof TextBox>> & { initial: string }) {
  const box = useRef<HTMLTextAreaElement>(null);
  const [text, setText] = useState(initial);
  return <TextBox box={box} label="Mensaje para Ana" text={text} onText={setText} onSend={vi.fn()} {...props} />;
}

function show(props: Partial<ComponentProps<typeof TextBox>> = {}, initial = "") {
  renderApp(<Box initial={initial} {...props} />);
  return screen.getByRole("textbox", { name: "Mensaje para Ana" }) as HTMLTextAreaElement;
}

describe("the box", () => {
  it("sends with Enter and breaks the line with Shift+Enter", async () => {
    const onSend = vi.fn();
    const box = show({ onSend });
    await userEvent.type(box, "uno{Shift>}{Enter}{/Shift}dos");
    expect(box.value).toBe("uno\ndos");
    expect(onSend).not.toHaveBeenCalled();
    await userEvent.type(box, "{Enter}");
    expect(onSend).toHaveBeenCalledOnce();
    expect(box.value).toBe("uno\ndos");
  });

  it("breaks the line with Enter when the person prefers Ctrl+Enter", async () => {
    usePreferences.setState({ enterSends: false });
    const onSend = vi.fn();
    const box = show({ onSend });
    await userEvent.type(box, "uno{Enter}");
    expect(box.value).toBe("uno\n");
    expect(onSend).not.toHaveBeenCalled();
    await userEvent.type(box, "{Control>}{Enter}{/Control}");
    expect(onSend).toHaveBeenCalledOnce();
  });

  it("leaves Enter to an input method that composes", () => {
    const onSend = vi.fn();
    const box = show({ onSend }, "にほん");
    const press = createEvent.keyDown(box, { key: "Enter", keyCode: 229, isComposing: true });
    fireEvent(box, press);
    expect(onSend).not.toHaveBeenCalled();
    expect(press.defaultPrevented).toBe(false);
    fireEvent.keyDown(box, { key: "Enter", keyCode: 13 });
    expect(onSend).toHaveBeenCalledOnce();
  });

  it("marks what is selected with Ctrl+B", () => {
    const box = show({}, "hola mundo");
    box.setSelectionRange(5, 10);
    fireEvent.keyDown(box, { key: "b", ctrlKey: true });
    expect(box.value).toBe("hola *mundo*");
    expect(box.value.slice(box.selectionStart, box.selectionEnd)).toBe("mundo");
  });

  it("asks for the last message on ArrowUp when it is empty", async () => {
    const onEditLast = vi.fn();
    const box = show({ onEditLast });
    await userEvent.type(box, "{ArrowUp}");
    expect(onEditLast).toHaveBeenCalledOnce();
    await userEvent.type(box, "a{ArrowUp}");
    expect(onEditLast).toHaveBeenCalledOnce();
  });
});

describe("naming somebody", () => {
  it("goes by keyboard alone, and Enter picks instead of sending", async () => {
    const [onSend, onMention] = [vi.fn(), vi.fn()];
    const box = show({ onSend, onMention, people });
    await userEvent.type(box, "hola @");
    const [sofia, andres] = screen.getAllByRole("option");
    expect(sofia).toHaveAttribute("aria-selected", "true");
    await userEvent.keyboard("{ArrowDown}");
    expect(box).toHaveAttribute("aria-activedescendant", andres!.id);
    await userEvent.keyboard("{Enter}");
    expect(box.value).toBe("hola @Andrés ");
    expect(onMention).toHaveBeenCalledWith({ label: "Andrés", address: "777@lid" });
    expect(onSend).not.toHaveBeenCalled();
    expect(screen.queryByRole("listbox")).toBeNull();
  });

  it("closes the list with Escape and leaves the rest of the page its Escape", async () => {
    const outside = vi.fn();
    const box = show({ people });
    document.addEventListener("keydown", outside);
    await userEvent.type(box, "@so{Escape}");
    document.removeEventListener("keydown", outside);
    expect(screen.queryByRole("listbox")).toBeNull();
    expect(outside.mock.calls.map(([event]) => event.key)).not.toContain("Escape");
    expect(box.value).toBe("@so");
  });
});

it("takes files that are pasted", () => {
  const onFiles = vi.fn();
  const box = show({ onFiles });
  const file = new File(["x"], "image.png", { type: "image/png" });
  fireEvent.paste(box, { clipboardData: { files: [file] } });
  expect(onFiles).toHaveBeenCalledWith([file]);
});
