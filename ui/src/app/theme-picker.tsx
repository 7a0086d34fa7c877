import { Monitor, Moon, Sun } from 'lucide-react';
import { setTheme, useTheme, type Theme } from './theme.ts';

const themes: { theme: Theme; label: string; icon: typeof Sun }[] = [
  { theme: 'system', label: 'Auto', icon: Monitor },
  { theme: 'light', label: 'Light', icon: Sun },
  { theme: 'dark', label: 'Dark', icon: Moon },
];

/** The system's theme, or one of the two. */
export function ThemePicker() {
  const current = useTheme();
  return (
    <div role="group" aria-label="Theme" className="my-1 grid grid-cols-3 rounded-control bg-sunken p-0.5">
      {themes.map(({ theme, label, icon: Icon }) => (
        <button
          key={theme}
          type="button"
          aria-pressed={theme === current}
          onClick={() => setTheme(theme)}
          className="flex min-h-7 items-center justify-center gap-1 rounded-small text-small text-ink-2 aria-pressed:bg-surface aria-pressed:text-ink aria-pressed:shadow-panel"
        >
          <Icon size={12} aria-hidden="true" /> {label}
        </button>
      ))}
    </div>
  );
}
