/** The page of two compared analyses: connects its element to the extension. */
import '../language.ts';
import type { ChangesHost } from '../../protocol/changes.ts';
import { proxy } from '../../protocol/rpc.ts';
import { connectToExtension, type VsCodeApi } from '../hosts/vscode.ts';
import { GwChangesPage } from './changes-page.ts';
import '../panel.css';

declare function acquireVsCodeApi(): VsCodeApi;

const api = acquireVsCodeApi();
const connection = connectToExtension(api);
connection.listen();
const host = proxy<ChangesHost>(connection);
const page = new GwChangesPage();
page.host = host;
document.body.append(page);

const state = await host.state();
api.setState({ before: state.before, after: state.after });
page.state = state;
