import auth from "./auth.json";
import broken from "./broken.json";
import chat from "./chat.json";
import common from "./common.json";
import composer from "./composer.json";
import conversation from "./conversation.json";
import dashboard from "./dashboard.json";
import sessions from "./sessions.json";
import settings from "./settings.json";
import shell from "./shell.json";

const messages = { auth, broken, chat, common, composer, conversation, dashboard, sessions, settings, shell };

export default messages;
