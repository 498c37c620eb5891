/** WeChat's own components that the simulator can show; host/elements.js and phone.css paint them. */
export const BUILT_IN = ['button', 'form', 'image', 'input', 'text', 'view'];
