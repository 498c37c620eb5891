//! Where the app runs.

use serde::Serialize;

/// The scene of the page that Moments (朋友圈) opens alone
/// (<https://developers.weixin.qq.com/miniprogram/dev/reference/scene-list.html>).
const MOMENTS: f64 = 1154.0;
/// What `wx.getApiCategory` (since 2.22.1) calls a mini-program that may only be looked at.
const BROWSE_ONLY: &str = "browseOnly";

/// Where the app runs.
#[derive(Clone, Debug, Default, Eq, Hash, PartialEq, Serialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(serde::Deserialize))]
#[serde(rename_all = "camelCase")]
pub struct Environment {
    /// `SDKVersion` of `wx.getAppBaseInfo`.
    pub sdk_version: String,
    /// `platform` of `wx.getDeviceInfo`.
    pub platform: Option<String>,
    /// Whether this is the single page that Moments opens (朋友圈单页模式, scene 1154), where nobody
    /// can log in.
    pub single_page: bool,
}

impl Environment {
    /// Whether this is single-page mode, from the `scene` of `wx.getLaunchOptionsSync` and from
    /// `wx.getApiCategory`; `None` where the platform doesn't say.
    #[must_use]
    pub fn is_single_page(scene: Option<f64>, api_category: Option<&str>) -> bool {
        scene == Some(MOMENTS) || api_category == Some(BROWSE_ONLY)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn single_page_mode_is_told_by_scene_or_category() {
        assert!(Environment::is_single_page(Some(1154.0), None));
        assert!(Environment::is_single_page(None, Some("browseOnly")));
        assert!(!Environment::is_single_page(Some(1001.0), Some("default")));
        assert!(!Environment::is_single_page(None, None));
    }
}
