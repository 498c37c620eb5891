require("./registry.js").plain=!0,module.exports=require("./index.js");
