; The installer: for one person, without admin rights, replacing an older version in place.
;   makensis -DVERSION=0.1.0 -DFOLDER=dist/KassaDesk -DOUT=KassaDesk-setup.exe resources/windows/installer.nsi
; What a person made stays in %LOCALAPPDATA%\KassaDesk, which no installation and no upgrade touches.
; /S installs and uninstalls without a question; then unsent requests and drafts are kept.
; Exit codes: 0 done, 2 ended before it was done, 5 KassaDesk is running.
Unicode true
Target amd64-unicode
ManifestDPIAware true
ManifestSupportedOS Win10
RequestExecutionLevel user
!ifdef QUICK ; for tests: big, and soon made
  SetCompressor zlib
!else
  SetCompressor /SOLID lzma
  SetCompressorDictSize 64
!endif

!include MUI2.nsh
!include LogicLib.nsh
!include FileFunc.nsh

!ifndef FINE
  !define FINE "${VERSION}.0"
!endif
!define UNINSTALL "Software\Microsoft\Windows\CurrentVersion\Uninstall\KassaDesk"
!define CLASSES "Software\Classes\SystemFileAssociations"
!define RUNNING 5

Name "KassaDesk"
OutFile "${OUT}"
BrandingText "KassaDesk ${VERSION}"
InstallDir "$LOCALAPPDATA\Programs\KassaDesk"
InstallDirRegKey HKCU "Software\KassaDesk" "Folder"
VIProductVersion "${FINE}"
VIAddVersionKey "ProductName" "KassaDesk"
VIAddVersionKey "FileDescription" "KassaDesk"
VIAddVersionKey "FileVersion" "${VERSION}"
VIAddVersionKey "ProductVersion" "${VERSION}"
VIAddVersionKey "LegalCopyright" "KassaDesk"

!define MUI_ICON "${__FILEDIR__}\kassadesk.ico"
!define MUI_UNICON "${__FILEDIR__}\kassadesk.ico"
!define MUI_FINISHPAGE_RUN "$INSTDIR\KassaDesk.exe"
!insertmacro MUI_PAGE_WELCOME
!insertmacro MUI_PAGE_INSTFILES
!insertmacro MUI_PAGE_FINISH
!insertmacro MUI_UNPAGE_CONFIRM
!insertmacro MUI_UNPAGE_INSTFILES

!insertmacro MUI_LANGUAGE "English"
!insertmacro MUI_LANGUAGE "Hindi"
!insertmacro MUI_LANGUAGEEX "${__FILEDIR__}" "Tamil"
!include "${__FILEDIR__}\installer_texts.nsh"

!macro WAIT_UNTIL_CLOSED UN
Function ${UN}WaitUntilClosed
  again:
  ${If} ${FileExists} "$INSTDIR\KassaDesk.exe"
    ClearErrors
    FileOpen $0 "$INSTDIR\KassaDesk.exe" a
    ${If} ${Errors}
      MessageBox MB_RETRYCANCEL|MB_ICONEXCLAMATION "$(CLOSE_FIRST)" /SD IDCANCEL IDRETRY again
      SetErrorLevel ${RUNNING}
      Quit
    ${EndIf}
    FileClose $0
  ${EndIf}
FunctionEnd
!macroend
!insertmacro WAIT_UNTIL_CLOSED ""
!insertmacro WAIT_UNTIL_CLOSED "un."

!macro REVIEW_WITH ENDING
  WriteRegStr HKCU "${CLASSES}\${ENDING}\shell\KassaDesk.Review" "" "$(REVIEW_WITH)"
  WriteRegStr HKCU "${CLASSES}\${ENDING}\shell\KassaDesk.Review" "Icon" '"$INSTDIR\KassaDesk.exe"'
  WriteRegStr HKCU "${CLASSES}\${ENDING}\shell\KassaDesk.Review\command" "" '"$INSTDIR\KassaDesk.exe" --open "%1"'
!macroend

!macro NO_REVIEW_WITH ENDING
  DeleteRegKey HKCU "${CLASSES}\${ENDING}\shell\KassaDesk.Review"
  DeleteRegKey /ifempty HKCU "${CLASSES}\${ENDING}\shell"
  DeleteRegKey /ifempty HKCU "${CLASSES}\${ENDING}"
!macroend

!macro REMOVE_PROGRAM
  RMDir /r "$INSTDIR\_internal"
  Delete "$INSTDIR\KassaDesk.exe"
  Delete "$INSTDIR\kassadesk-console.exe"
!macroend

Function .onInit
  SetShellVarContext current
FunctionEnd

Function un.onInit
  SetShellVarContext current
FunctionEnd

Section "KassaDesk"
  Call WaitUntilClosed
  !insertmacro REMOVE_PROGRAM
  SetOutPath "$INSTDIR"
  File /r "${FOLDER}\*"
  WriteUninstaller "$INSTDIR\uninstall.exe"
  CreateShortcut "$SMPROGRAMS\KassaDesk.lnk" "$INSTDIR\KassaDesk.exe" "" "$INSTDIR\KassaDesk.exe" 0 SW_SHOWNORMAL "" "$(SHORTCUT)"
  !insertmacro REVIEW_WITH ".xlsx"
  !insertmacro REVIEW_WITH ".zip"
  WriteRegStr HKCU "Software\KassaDesk" "Folder" "$INSTDIR"
  WriteRegStr HKCU "${UNINSTALL}" "DisplayName" "KassaDesk"
  WriteRegStr HKCU "${UNINSTALL}" "DisplayVersion" "${VERSION}"
  WriteRegStr HKCU "${UNINSTALL}" "DisplayIcon" '"$INSTDIR\KassaDesk.exe"'
  WriteRegStr HKCU "${UNINSTALL}" "Publisher" "KassaDesk"
  WriteRegStr HKCU "${UNINSTALL}" "InstallLocation" "$INSTDIR"
  WriteRegStr HKCU "${UNINSTALL}" "UninstallString" '"$INSTDIR\uninstall.exe"'
  WriteRegStr HKCU "${UNINSTALL}" "QuietUninstallString" '"$INSTDIR\uninstall.exe" /S'
  WriteRegDWORD HKCU "${UNINSTALL}" "NoModify" 1
  WriteRegDWORD HKCU "${UNINSTALL}" "NoRepair" 1
  ${GetSize} "$INSTDIR" "/S=0K" $0 $1 $2
  WriteRegDWORD HKCU "${UNINSTALL}" "EstimatedSize" $0
SectionEnd

Section "Uninstall"
  Call un.WaitUntilClosed
  ; the program itself knows its entries in the keychain, its files and its scheduled copy
  nsExec::Exec '"$INSTDIR\kassadesk-console.exe" purge'
  Pop $0
  ${If} $0 == 15 ; something was never sent
    MessageBox MB_YESNO|MB_ICONQUESTION|MB_DEFBUTTON2 "$(UNSENT)" /SD IDNO IDNO keep
    nsExec::Exec '"$INSTDIR\kassadesk-console.exe" purge --even-unsent'
    Pop $0
    keep:
  ${EndIf}
  !insertmacro REMOVE_PROGRAM
  Delete "$INSTDIR\uninstall.exe"
  RMDir "$INSTDIR"
  Delete "$SMPROGRAMS\KassaDesk.lnk"
  !insertmacro NO_REVIEW_WITH ".xlsx"
  !insertmacro NO_REVIEW_WITH ".zip"
  DeleteRegKey HKCU "${UNINSTALL}"
  DeleteRegKey HKCU "Software\KassaDesk"
SectionEnd
