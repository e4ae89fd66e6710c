declare module 'africastalking' {
  interface Sms {
    /**
     * Resolves with the body of a 201.
     * Rejects with an error of axios, the body of another 2xx, or an Error about the parameters.
     */
    send(message: { to: string; message: string; from?: string }): Promise<unknown>;
  }
  interface Application {
    /**
     * Resolves with the body of a 200.
     * Rejects with an error of axios, or the body of another 2xx.
     */
    fetchApplicationData(): Promise<unknown>;
  }
  function connect(account: { username: string; apiKey: string }): {
    readonly SMS: Sms;
    readonly APPLICATION: Application;
  };
  export = connect;
}

declare module 'africastalking/lib/common.js' {
  const common: { SMS_URL: string };
  export = common;
}
