import { Avatar, Group, Menu, Text, UnstyledButton, useMantineColorScheme } from "@mantine/core";
import { IconDeviceDesktop, IconLogout, IconMoon, IconSun } from "@tabler/icons-react";

interface Props {
  readonly organisation: string;
  readonly person: string;
  onSignOut(): void;
}

/** Who is signed in, and what concerns the person: light or dark, sign out. */
export function PersonMenu({ organisation, person, onSignOut }: Props) {
  const { setColorScheme } = useMantineColorScheme();
  return (
    <Menu position="top-start" width={200}>
      <Menu.Target>
        <UnstyledButton p={6} style={{ borderRadius: 8 }}>
          <Group gap={10} wrap="nowrap">
            <Avatar name={person} size={28} color="brand" aria-hidden="true" />
            <div style={{ minWidth: 0 }}>
              <Text size="sm" fw={500} truncate>
                {person}
              </Text>
              <Text size="xs" c="dimmed" truncate>
                {organisation}
              </Text>
            </div>
          </Group>
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>Appearance</Menu.Label>
        <Menu.Item leftSection={<IconSun size={16} />} onClick={() => setColorScheme("light")}>
          Light
        </Menu.Item>
        <Menu.Item leftSection={<IconMoon size={16} />} onClick={() => setColorScheme("dark")}>
          Dark
        </Menu.Item>
        <Menu.Item leftSection={<IconDeviceDesktop size={16} />} onClick={() => setColorScheme("auto")}>
          As the system
        </Menu.Item>
        <Menu.Divider />
        <Menu.Item leftSection={<IconLogout size={16} />} onClick={onSignOut}>
          Sign out
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
