import { ContextConsumer, createContext } from '@lit/context';
import { LitElement } from 'lit';
import { messageOf } from '../protocol/message-of.ts';
import type { Capabilities } from '../protocol/panel-host.ts';

/** What the host of the page can do, for all elements in it. */
export const hostContext = createContext<Capabilities>(Symbol('host'));

/** An element that asks the host of its page for something, and offers what the host can do. */
export abstract class HostedElement extends LitElement {
  private readonly consumer = new ContextConsumer(this, { context: hostContext, subscribe: true });

  /** Can nothing where the page has no host. */
  protected get host(): Capabilities {
    return this.consumer.value ?? {};
  }
}

/** For an answer that did not come: its place for a failure holds why. */
export const failureOf = (error: unknown) => ({ failure: messageOf(error) });
