import './styles.css';
import './shell/shell.js';

document.body.append(document.createElement('freehold-console'));
