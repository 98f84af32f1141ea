/** The first page of a service: what there is, and a way to add to it. */
import './batch-list.ts';
import '../controls.ts';
import '../panel.css';
import '../report-page.css';
import './service-page.css';

document.body.append(document.createElement('gw-batch-list'));
