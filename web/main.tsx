import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { start } from './state/start.ts';
import { App } from './view/app.tsx';
import { restoreTheme } from './view/theme.ts';
import './style/base.css';
import './style/layout.css';
import './style/controls.css';
import './style/tables.css';
import './style/map.css';
import './style/time.css';
import './style/plan.css';
import './style/editor.css';

restoreTheme();
createRoot(document.getElementById('root')!).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
void start();
