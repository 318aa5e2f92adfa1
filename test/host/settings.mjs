/** Settings of every temporary profile: quiet, and nothing written behind a test's back. */
export const SETTINGS = {
  "files.autoSave": "off",
  "files.hotExit": "off",
  // A dialog that commands can answer, also on a desktop.
  "files.simpleDialog.enable": true,
  "workbench.startupEditor": "none",
  "workbench.secondarySideBar.defaultVisibility": "hidden",
  "workbench.tips.enabled": false,
  "workbench.editorAssociations": { "*.ntkbook": "ntkbook" },
  "telemetry.telemetryLevel": "off",
  "update.mode": "none",
  "extensions.autoUpdate": false,
  "extensions.ignoreRecommendations": true,
  "git.enabled": false,
  "chat.disableAIFeatures": true,
  "security.workspace.trust.enabled": false,
};
