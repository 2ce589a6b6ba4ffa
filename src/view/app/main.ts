import { mount } from 'svelte';
import '#view/styles/tokens/color.css';
import '#view/styles/tokens/space.css';
import '#view/styles/tokens/type.css';
import '#view/styles/tokens/motion.css';
import '#view/styles/fonts.css';
import '#view/styles/base.css';
import '#view/styles/print.css';
import { AddressBar } from '#view/browser/address-bar.ts';
import { openStorage } from '#view/browser/storage.ts';
import App from './App.svelte';
import { routes } from './routes.ts';

const target = document.getElementById('app');
if (target === null) throw new Error('expected an element with the id "app", got none');

mount(App, { target, props: { addressBar: new AddressBar(), storage: openStorage(), routes } });
