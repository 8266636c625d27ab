// Every text of the page, in both languages, each written for itself.

const zh = {
  brand: "搭子",
  rooms: "会话", directs: "私聊", groups: "群聊", openRooms: "打开会话列表", closeRooms: "关闭会话列表",
  details: "会话信息", openDetails: "打开会话信息", closeDetails: "关闭会话信息",
  members: (n) => `成员 ${n}`, region: "区域", unit: "作战单元", outsiders: "外部人员",
  outsidersYes: "有，搭子在这里只说能公开的", outsidersNo: "没有", outsidersUnknown: "不清楚，按有外部人员处理",
  outsidersShort: "含外部",
  directHint: "直接说，搭子都会回", groupHint: (bot) => `群里 @${bot} 它才回答`,
  directPlace: (bot) => `问${bot}，例如：谁负责…`, groupPlace: (bot) => `发消息，@${bot} 提问`,
  keysHint: "Enter 发送，Shift+Enter 换行",
  send: "发送", upload: "添加文件", removeFile: (name) => `移除 ${name}`, uploading: (n) => `上传中 ${n}%`, mentions: "选择要 @ 的人",
  sending: "发送中", waiting: "机器人没有应答，正在重试", offline: "等待网络", delivered: "已送达", failed: "没有送达", again: "重试", drop: "删除",
  edited: "已编辑", you: "你", bot: "机器人", typing: (who) => `${who} 正在输入`,
  replyTo: (who) => `回复 ${who}`, cancelReply: "取消回复", quoteGone: "原消息",
  today: "今天", yesterday: "昨天", older: "加载更早的消息",
  newest: "回到最新", newMessages: (n) => `${n} 条新消息`, unread: (n) => `${n} 条未读`,
  empty: "还没有消息", emptyDirect: (bot) => `跟${bot}说点什么。例如“谁负责…？”或“我的客户”。`, emptyGroup: (bot) => `在这里聊天；要问${bot}，就 @ 它。`,
  down: "连接断开，正在重连。写好的消息会在恢复后自动发出。", up: "已恢复连接",
  more: "更多", moreFacts: "更多信息", why: "依据", open: "打开", options: "更多操作",
  stripes: { plain: "", hot: "热", blocked: "受阻", info: "信息", done: "完成" },
  pressed: "已提交，等待处理", pressFailed: "没有办成",
  fileNote: "已保存", download: (name) => `下载 ${name}`, fileTooLarge: (name, size) => `“${name}”超过上限 ${size}，没有上传。`,
  uploadFailed: (name) => `“${name}”没有传完，没有保存。请再传一次。`, textTooLong: "文字超过 100 kB，请拆开再发。",
  persona: "切换身份", personaNote: "演示模式：可以换成任何人", actAs: "当前身份", switched: (who) => `现在是 ${who}`,
  toOther: "English", toOtherLabel: "Switch to English", leave: "退出登录",
  gateTitle: "需要一个个人链接", gateText: "这个页面只对团队成员开放。请向管理员要一个个人链接：它只能用一次，打开后这台设备就登录了。", gateRetry: "再试一次",
  enterTitle: "进入搭子", enterText: "这个链接只能用一次。点击后，这台设备会保持登录。", enterButton: "进入", broken: "页面打不开：连不上服务器。",
  roles: { rep: "销售", presales: "售前", manager: "主管", csm: "客户成功", delivery: "交付", legal: "法务", finance: "财务", admin: "管理员", outsider: "外部" },
};

const en = {
  brand: "Dazi",
  rooms: "Conversations", directs: "Direct", groups: "Channels", openRooms: "Open conversations", closeRooms: "Close conversations",
  details: "About this room", openDetails: "About this room", closeDetails: "Close",
  members: (n) => (n === 1 ? "1 member" : `${n} members`), region: "Region", unit: "Unit", outsiders: "Outsiders",
  outsidersYes: "Yes. Dazi only says here what outsiders may hear", outsidersNo: "None", outsidersUnknown: "Not known, so treated as if there were",
  outsidersShort: "Outsiders",
  directHint: "Dazi answers everything you write here", groupHint: (bot) => `In channels, mention @${bot} to get an answer`,
  directPlace: (bot) => `Ask ${bot}: who owns …?`, groupPlace: (bot) => `Message, or @${bot} to ask`,
  keysHint: "Enter sends, Shift+Enter for a new line",
  send: "Send", upload: "Add a file", removeFile: (name) => `Remove ${name}`, uploading: (n) => `Uploading ${n}%`, mentions: "Who to mention",
  sending: "Sending", waiting: "No answer from the bot, trying again", offline: "Waiting for the network", delivered: "Delivered", failed: "Not delivered", again: "Retry", drop: "Delete",
  edited: "edited", you: "you", bot: "Bot", typing: (who) => `${who} is typing`,
  replyTo: (who) => `Reply to ${who}`, cancelReply: "Cancel the reply", quoteGone: "Earlier message",
  today: "Today", yesterday: "Yesterday", older: "Load earlier messages",
  newest: "Latest messages", newMessages: (n) => (n === 1 ? "1 new message" : `${n} new messages`), unread: (n) => `${n} unread`,
  empty: "No messages yet", emptyDirect: (bot) => `Ask ${bot} something, such as “who owns …?” or “my customers”.`, emptyGroup: (bot) => `Talk here. To ask ${bot}, mention it.`,
  down: "Connection lost, reconnecting. What you write is sent once it is back.", up: "Connected again",
  more: "More", moreFacts: "More details", why: "Why", open: "Open", options: "More actions",
  stripes: { plain: "", hot: "Hot", blocked: "Blocked", info: "Info", done: "Done" },
  pressed: "Submitted, waiting", pressFailed: "That did not work",
  fileNote: "Stored", download: (name) => `Download ${name}`, fileTooLarge: (name, size) => `“${name}” is over the limit of ${size} and was not uploaded.`,
  uploadFailed: (name) => `“${name}” was cut off and not kept. Upload it again.`, textTooLong: "The text is over 100 kB. Split it and send again.",
  persona: "Switch person", personaNote: "Demo: you can be anybody", actAs: "You are", switched: (who) => `You are now ${who}`,
  toOther: "中文", toOtherLabel: "切换到中文", leave: "Sign out",
  gateTitle: "You need a personal link", gateText: "This page is for members of the team. Ask the operator for a personal link. It works once and signs in this device.", gateRetry: "Try again",
  enterTitle: "Enter Dazi", enterText: "This link works once. This device then stays signed in.", enterButton: "Enter", broken: "The page cannot open: the server cannot be reached.",
  roles: { rep: "Sales", presales: "Presales", manager: "Manager", csm: "Customer success", delivery: "Delivery", legal: "Legal", finance: "Finance", admin: "Admin", outsider: "Outside" },
};

const KEY = "dazi.lang";
let current = null;

export function lang() {
  if (current === null) {
    const asked = new URLSearchParams(location.search).get("lang") || localStorage.getItem(KEY);
    current = asked === "zh" || asked === "en" ? asked : navigator.language.toLowerCase().startsWith("zh") ? "zh" : "en";
  }
  return current;
}

export function setLang(wanted) {
  current = wanted;
  localStorage.setItem(KEY, wanted);
}

export const t = new Proxy({}, { get: (_, name) => (lang() === "zh" ? zh : en)[name] });
export const langTag = () => (lang() === "zh" ? "zh-CN" : "en");
export const inLang = (words) => (words ? words[lang()] || words.en || words.zh || "" : "");
