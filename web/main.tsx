import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { start } from './state/start.ts';
import { App } from './view/app.tsx';
import { restoreTheme } from './view/theme.ts';
import './style/base.css';
import './style/layout.css';
import './style/parts.css';

restoreTheme();
createRoot(document.getElementById('root')!).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
void start();
